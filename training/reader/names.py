"""Names from every part of the world, to put in the place of those the training text happens to hold."""

from __future__ import annotations

import random

GIVEN = """Ahmed Fatima Omar Layla Hassan Zeinab Mustafa Amina Khalid Noor Tariq Samira Yusuf Rania Ibrahim Salma
Reza Shirin Hossein Parisa Dariush Leila Mehdi Nasrin Bahram Farideh Arash Kaveh Gholam Mahnaz Behrouz Soraya
Ivan Olga Dmitri Natalia Sergei Irina Bohdan Oksana Taras Larysa Vasyl Halyna Miroslav Jana Zoran Milica Goran Vesna
Wei Ming Xiaoling Jun Hui Lihua Qiang Yan Hiroshi Keiko Takeshi Yuki Kenji Naoko Minjun Seoyeon Jihoon Hyejin Chul
Arjun Priya Rajesh Sunita Vikram Anjali Imran Ayesha Bilal Saima Nguyen Thi Linh Bao Somchai Ploy Aung Thida Kyaw
Kwame Ama Kofi Abena Chinedu Ngozi Emeka Adaeze Oumar Aissatou Mamadou Mariam Ibrahima Tendai Rudo Sipho Thandi
Juma Asha Wanjiru Kamau Achieng Otieno Tesfaye Hirut Dawit Selam Abdi Hodan Farah Deqa Habib Hawa Idriss Zara
Carlos Lucia Jorge Elena Mateo Valentina Diego Camila Luis Rosa Joao Beatriz Thiago Marina Rafael Ximena Alvaro
Pierre Claire Jean Amelie Hans Greta Lukas Ingrid Lars Freja Aino Mika Giorgos Eleni Marco Giulia Tomasz Agnieszka
Ali Mehmet Ayse Emre Elif Kemal Zeynep Aram Anahit Levan Nino Rustam Gulnara Timur Aizada Nursultan Dilnoza Jamshid
Daniel Ruth David Miriam Samuel Esther Moshe Tamar Peter Grace Joseph Mary Paul Anne William Kate Tupou Sione Mele""".split()

FAMILY = """Haddad Khoury Nasser Mansour Saleh Qasim Rahman Darwish Barakat Shaheen Zaki Hamdan Jabri Tamimi Obeid
al-Hashimi al-Masri al-Jabouri al-Khatib al-Saadi al-Hosseini Bagheri Rostami Karimi Tehrani Moradi Shirazi Ahmadi
Petrov Ivanova Sokolov Volkov Morozova Shevchuk Kovalenko Bondar Melnyk Novak Dvorak Horvat Petrovic Jovanovic Kovac
Zhang Wang Chen Liu Huang Zhao Sato Tanaka Suzuki Yamamoto Kim Park Choi Lee Jung Kang Tran Pham Vo Htun Zaw Chaiyasit
Sharma Patel Singh Gupta Iyer Reddy Khan Malik Chaudhry Bhutta Siddiqui Rana Perera Fernando Shrestha Gurung Dorji
Mensah Asante Boateng Okafor Adeyemi Nwosu Balogun Diallo Traore Keita Coulibaly Diop Sow Camara Moyo Ncube Dlamini
Khumalo Mwangi Odhiambo Kiprop Nyong Okello Mukasa Bekele Haile Gebre Warsame Osman Abdullahi Deby Mahamat Ngoma Kabila
Garcia Rodriguez Morales Castillo Rojas Quispe Mamani Silva Santos Oliveira Souza Pereira Vargas Benitez Zelaya Ortega
Dubois Lefevre Moreau Schmidt Weber Fischer Larsen Nilsson Virtanen Korhonen Papadopoulos Rossi Bianchi Kowalski Nagy
Yilmaz Demir Kaya Ozturk Sargsyan Petrosyan Beridze Kvaratskhelia Aliyev Mammadov Nazarov Karimov Tashkentov Bekov
Cohen Levy Mizrahi Peretz Smith Walker Turner Brooks Campbell Murphy Vainikolo Tuilagi Rabuka Marape Saadoun Hatami""".split()


def random_name(chance: random.Random, length: int) -> list[str]:
    """A made-up name of `length` words: given names, then family names."""
    if length == 1:
        return [chance.choice(FAMILY)]
    given = chance.choice(GIVEN)
    return [given, *(chance.choice(GIVEN + FAMILY) for _ in range(length - 2)), chance.choice(FAMILY)]
